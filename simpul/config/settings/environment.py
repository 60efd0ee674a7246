"""Where this installation stands and what it is: paths, secret, addresses."""

from pathlib import Path

from environs import Env

BASE_DIR = Path(__file__).parents[3]

env = Env()
env.read_env(str(BASE_DIR / ".env"))

# Where the hub keeps what it makes: databases, index, files, built assets.
VAR_DIR = Path(env.str("SIMPUL_VAR", default=str(BASE_DIR / "var")))

# The facts shipped with the product.
DATA_DIR = BASE_DIR / "data"

# A long random secret; without it nothing starts.
SECRET_KEY = env.str("SECRET_KEY")

# The public address of the site, with scheme; decides cookies, redirects and absolute links.
SITE_URL = env.str("SIMPUL_SITE_URL", default="https://localhost").rstrip("/")

HTTPS = SITE_URL.startswith("https://")

# The central domain, where all signing in happens.
CENTRAL_HOST = SITE_URL.split("//", 1)[1].split(":")[0]
# Other names this installation answers to, such as hubs' own domains; nobody signs in there.
OTHER_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
ALLOWED_HOSTS = [CENTRAL_HOST, *OTHER_HOSTS]

# Shows tracebacks to visitors; never on a machine that others can reach.
DEBUG = env.bool("DEBUG", default=False)

# A hub to try out: `simpul demo` makes marked people and cases, and every page says what it is.
DEMO = env.bool("SIMPUL_DEMO", default=False)
