// Sends files of evidence in pieces: a line with progress for each, going on where the network was cut.
const RETRY = [1000, 2000, 4000, 8000, 15000];

export function uploads(form, words, token) {
  // Fingerprints need a page that came over HTTPS; without them files go with the form.
  if (!globalThis.crypto?.subtle) return;
  for (const box of form.querySelectorAll("[data-evidence]")) improve(box, form, words, token);
}

function improve(box, form, words, token) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-file-list]");
  const open = box.querySelector("input[type=checkbox]");
  box.querySelector("[data-plain-upload]").hidden = true;
  box.querySelector("[data-file-label]").className = "button button--plain";
  input.className = "sr-only";
  let last = Promise.resolve();
  input.addEventListener("change", () => {
    for (const file of [...input.files]) {
      const row = line(file, words);
      list.append(row.element);
      last = last.then(() => send(file, row, { form, words, token, field: box.dataset.evidence, open: open.checked }));
    }
    input.value = "";
  });
}

function line(file, words) {
  const element = document.createElement("div");
  element.className = "file";
  const name = document.createElement("span");
  name.textContent = file.name;
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "button button--quiet button--small";
  cancel.textContent = words.cancel;
  cancel.setAttribute("aria-label", `${words.cancel} ${file.name}`);
  const note = document.createElement("span");
  note.className = "file__note";
  const bar = document.createElement("progress");
  bar.max = file.size;
  bar.setAttribute("aria-label", file.name);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.textContent = words.reading;
  note.append(bar, said);
  element.append(document.createElement("span"), name, cancel, note);
  const row = { element, note, bar, said, cancel, stopped: false };
  cancel.addEventListener("click", () => {
    row.stopped = true;
    element.remove();
  });
  return row;
}

async function send(file, row, { form, words, token, field, open }) {
  const bytes = await file.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const begun = await insist(form.dataset.files, new URLSearchParams({ name: file.name, size: file.size, sha256 }), row, token);
  if (!begun) return;
  let { received } = begun;
  while (received < file.size && !row.stopped) {
    const piece = bytes.slice(received, received + begun.piece);
    const answer = await insist(`${form.dataset.files}${begun.token}/${received}/`, piece, row, token);
    if (!answer) return;
    received = answer.received;
    row.bar.value = received;
    row.said.textContent = ` ${megabytes(received)} ${words.of} ${megabytes(file.size)} MB. ${words.resumes}`;
  }
  if (row.stopped) return;
  const said = new URLSearchParams({ field, title: file.name, ...(open ? { is_public: "1" } : {}) });
  const done = await insist(`${form.dataset.files}${begun.token}/`, said, row, token);
  if (!done) return;
  const holder = document.createElement("template");
  holder.innerHTML = done.html;
  row.element.replaceWith(holder.content);
}

// Asks until the server answers; a refusal is shown on the line, with what to do.
async function insist(address, body, row, token) {
  for (let tries = 0; !row.stopped; tries += 1) {
    const headers = { "X-CSRFToken": token() };
    if (body instanceof ArrayBuffer) headers["Content-Type"] = "application/octet-stream";
    const answer = await fetch(address, { method: "POST", headers, body }).catch(() => null);
    const told = answer ? await answer.json().catch(() => null) : null;
    if (answer?.ok && told) return told;
    if (told?.received !== undefined) return told;
    if (told?.message) {
      row.element.classList.add("file--bad");
      row.note.replaceChildren(told.message);
      return null;
    }
    await new Promise((resume) => setTimeout(resume, RETRY[Math.min(tries, RETRY.length - 1)]));
  }
  return null;
}

const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
