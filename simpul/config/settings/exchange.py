"""What is asked of other machines and told to them."""

from simpul.config.settings.environment import env

# --- Requests to sources ------------------------------------------------------------------------

# Names and networks that sources may be fetched from though they are not open to all, such as
# `sinovik.intern` or `10.20.0.0/16`; without this only public addresses are asked.
OUTGOING_ALLOWED: list[str] = env.list("OUTGOING_ALLOWED", default=[])

# How many seconds one request to a source may take in all.
OUTGOING_SECONDS = env.int("OUTGOING_SECONDS", default=60)

# The largest answer of a source, unpacked.
OUTGOING_MAX_BYTES = env.int("OUTGOING_MAX_BYTES", default=64 * 1024 * 1024)

# --- Exchange between installations ------------------------------------------------------------

# The private key we sign with, 32 bytes in base64; empty: the file sync-key.pem in SIMPUL_VAR.
SYNC_KEY = env.str("SYNC_KEY", default="")

# How other installations call this one; empty: its domain.
SYNC_NAME = env.str("SYNC_NAME", default="")

# Codes of the hubs whose records are told to other installations; empty: all that began here.
SYNC_HUBS: list[str] = env.list("SYNC_HUBS", default=[])

# Minutes between two rounds with the peers.
SYNC_MINUTES = env.int("SYNC_MINUTES", default=5)

# --- Open data ---------------------------------------------------------------------------------

# What harvesters are told this collection is called.
OAI_NAME = env.str("OAI_NAME", default="Simpul: inovasi pelayanan publik Indonesia")

# The domain name in every identifier of OAI-PMH; it stays though the site moves. Empty: its host.
OAI_REPOSITORY = env.str("OAI_REPOSITORY", default="")

# The office harvesters write to.
OAI_ADMIN = env.str("OAI_ADMIN", default="")

# The address of the licence of the whole collection, such as
# https://creativecommons.org/licenses/by/4.0/. Empty: the terms stand at each record.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")

# The hour, on the clock of the installation, in which the nightly dumps are made.
DUMP_HOUR = env.int("DUMP_HOUR", default=2)

# How many dumps are kept; older ones go.
DUMPS_KEPT = env.int("DUMPS_KEPT", default=7)
