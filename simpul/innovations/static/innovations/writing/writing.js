// Saves what is typed into a step of the form: changed answers only, two seconds after the last key
// and every four seconds while typing goes on. Nothing leaves this device's memory before the server
// has said that it has it. Without this script the form saves by its buttons.
import { propose } from "./similar.js";
import { Store } from "./store.js";
import { uploads } from "./upload.js";
import { countWords } from "./words.js";

const PAUSE = 2000;
const LATEST = 4000;
const GIVE_UP = 15000;
const UNSAVED_AFTER = 8000;
const BACKOFF = [1000, 2000, 4000, 8000, 15000];
const ASK_SIGN_IN = 3000;
const HERE = 45000;

const form = document.querySelector("[data-writing]");
if (form) begin(form);

function begin(form) {
  const words = form.querySelector("[data-words]").dataset;
  const line = document.querySelector("[data-save-state]");
  const store = new Store(form.dataset.person, form.dataset.draft);
  const page = form.elements.page.value;
  const dirty = new Map();
  let turn = 0;
  let edits = 0;
  let sending = false;
  let failures = 0;
  let state = "idle";
  let pause;
  let latest;
  let retry;

  // --- What stands in the boxes ---

  const boxOf = (field) => form.querySelector(`[data-field="${field}"]`);

  function pairs(field) {
    const box = boxOf(field);
    const found = [];
    for (const input of box.querySelectorAll("input, select, textarea")) {
      if (!input.name || input.type === "file" || input.closest("[data-evidence]")) continue;
      if (input.type === "checkbox" && !input.checked) continue;
      found.push([input.name, input.value]);
    }
    return found;
  }

  function touch(field) {
    edits += 1;
    if (!dirty.has(field)) dirty.set(field, { since: Date.now(), edit: edits });
    dirty.get(field).edit = edits;
    store.put(field, { body: new URLSearchParams(pairs(field)).toString(), page, turn: turn + 1, at: Date.now() });
    schedule();
  }

  form.addEventListener("input", ({ target }) => {
    const box = target.closest("[data-field]");
    if (!box || target.type === "file" || target.closest("[data-evidence]")) return;
    count(target);
    touch(box.dataset.field);
  });

  // --- Counting ---

  function count(input) {
    const place = document.getElementById(`${input.id}-n`);
    const most = Number(place?.dataset.count);
    if (!most) return;
    const n = countWords(input.value);
    const over = Math.max(n - most, 0);
    const text = over ? words.wordsOver : words.wordsOf;
    place.textContent = text.replace("{n}", n).replace("{most}", most).replace("{over}", over);
    place.classList.toggle("counter--over", over > 0);
  }

  // --- Saving ---

  function schedule() {
    if (state === "closed") return;
    clearTimeout(pause);
    pause = setTimeout(send, PAUSE);
    latest ??= setTimeout(send, LATEST);
  }

  function message(fields) {
    const body = new URLSearchParams(fields.flatMap(pairs));
    turn += 1;
    body.set("page", page);
    body.set("turn", turn);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return body;
  }

  async function send() {
    clearTimeout(pause);
    clearTimeout(latest);
    clearTimeout(retry);
    latest = undefined;
    if (sending || !dirty.size || state === "signed-out" || state === "closed") return;
    sending = true;
    const sent = new Map([...dirty].map(([field, { edit }]) => [field, edit]));
    const body = message([...sent.keys()]);
    const mine = turn;
    if (state !== "unsaved") show("saving");
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), GIVE_UP);
    const answer = await fetch(form.dataset.writing, { method: "POST", body, signal: stop.signal }).catch(() => null);
    clearTimeout(limit);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    sending = false;
    if (told) {
      acknowledge(sent, mine, told);
    } else {
      await failed(answer);
    }
  }

  function acknowledge(sent, mine, told) {
    failures = 0;
    for (const [field, edit] of sent) {
      const result = told.fields[field];
      if (result?.base !== undefined) {
        form.elements[`base-${field}`].value = result.base;
        form.elements[`was-${field}`].value = result.was;
        boxOf(field).querySelector("[data-saved]").textContent = `${words.savedShort} ${told.at}`;
      }
      if (result?.rival) conflict(field, result.rival);
      if (dirty.get(field)?.edit === edit) {
        dirty.delete(field);
        store.drop(field, mine);
      } else if (dirty.has(field)) {
        dirty.get(field).since = Date.now();
      }
    }
    if (dirty.size) {
      schedule();
    } else {
      show("saved", told.at);
    }
  }

  async function failed(answer) {
    if (answer?.status === 401) return signedOut();
    if (answer?.status === 409) return show("closed");
    if (answer?.status === 403 || answer?.status === 404) {
      const fresh = await refresh();
      if (fresh === "other") return;
      if (fresh && answer.status === 403 && failures < 2) {
        failures += 1;
        return send();
      }
    }
    show("unsaved");
    retry = setTimeout(send, BACKOFF[Math.min(failures, BACKOFF.length - 1)]);
    failures += 1;
  }

  // --- Signed out ---

  function signedOut() {
    show("signed-out");
    ask();
  }

  async function ask() {
    if (state !== "signed-out" && state !== "other") return;
    const fresh = document.hidden ? false : await refresh();
    if (fresh === true) {
      show("unsaved");
      return send();
    }
    setTimeout(ask, ASK_SIGN_IN);
  }

  // A fresh token for this page; says whether the same person is signed in.
  async function refresh() {
    const answer = await fetch(form.dataset.token).catch(() => null);
    if (!answer) return false;
    if (answer.status === 401) {
      if (state !== "signed-out") signedOut();
      return false;
    }
    const told = await answer.json().catch(() => null);
    if (!told) return false;
    if (String(told.user) !== form.dataset.person) {
      const waiting = state === "signed-out" || state === "other";
      show("other");
      if (!waiting) ask();
      return "other";
    }
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = told.csrf;
    return true;
  }

  window.addEventListener("focus", () => state === "signed-out" && ask());

  // --- What the reader is told ---

  const told = {
    saving: () => words.saving,
    saved: (at) => `${words.saved} ${at}, ${words.everywhere}`,
    unsaved: () => `${words.unsaved} ${clock()}. ${words.offline}`,
    "signed-out": () => words.signedOut,
    other: () => words.otherPerson,
    closed: () => words.closed,
  };

  function show(next, at) {
    state = next;
    form.dataset.state = next;
    const text = document.createElement("span");
    text.textContent = told[next](at);
    line.querySelectorAll("span, a").forEach((each) => each.remove());
    line.append(text);
    line.classList.toggle("save--ok", next === "saved");
    line.classList.toggle("save--bad", !["saved", "saving"].includes(next));
    if (next === "signed-out" || next === "other") {
      const link = document.createElement("a");
      link.href = form.dataset.signIn;
      link.target = "_blank";
      link.textContent = words.signIn;
      line.append(" ", link);
    }
  }

  function clock() {
    const since = Math.min(Date.now(), ...[...dirty.values()].map((each) => each.since));
    return new Date(since).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  setInterval(() => {
    const oldest = Math.min(...[...dirty.values()].map((each) => each.since));
    if (Date.now() - oldest > UNSAVED_AFTER && (state === "saving" || state === "saved" || state === "idle")) show("unsaved");
  }, 500);

  function conflict(field, address) {
    const box = boxOf(field);
    let notice = box.querySelector("[data-conflict]");
    if (!notice) {
      notice = document.createElement("div");
      notice.className = "notice notice--warn notice--plain";
      notice.dataset.conflict = "";
      notice.setAttribute("role", "status");
      const inside = document.createElement("div");
      const link = document.createElement("a");
      link.textContent = words.compare;
      inside.append(`${words.conflict} `, link);
      notice.append(inside);
      box.querySelector(".field__foot").before(notice);
    }
    notice.querySelector("a").href = address;
  }

  // --- Leaving and coming back ---

  function flush() {
    if (!dirty.size || ["signed-out", "other", "closed"].includes(state)) return;
    fetch(form.dataset.writing, { method: "POST", body: message([...dirty.keys()]), keepalive: true }).catch(() => null);
  }

  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("online", send);
  window.addEventListener("offline", () => dirty.size && show("unsaved"));

  form.addEventListener("submit", (event) => {
    // A page that cannot reach the server keeps its text instead of giving it to an error page.
    if (!navigator.onLine || ["unsaved", "signed-out", "other", "closed"].includes(state)) {
      event.preventDefault();
      if (!navigator.onLine) show("unsaved");
      line.scrollIntoView({ block: "center" });
      send();
      return;
    }
    turn += 1;
    form.elements.turn.value = turn;
    clearTimeout(pause);
    clearTimeout(latest);
    dirty.clear();
  });

  // What a browser that died had not sent; the server decides where it belongs.
  async function restore() {
    let changed = false;
    for (const entry of store.all()) {
      const body = new URLSearchParams(entry.body);
      body.set("page", entry.page);
      body.set("turn", entry.turn);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(form.dataset.writing, { method: "POST", body }).catch(() => null);
      const told = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!told) continue;
      store.drop(entry.field);
      const result = told.fields[entry.field];
      const here = form.elements[`was-${entry.field}`];
      if (result?.rival || (here && result && result.was !== here.value)) changed = true;
    }
    if (changed && !dirty.size) {
      sessionStorage.setItem("simpul.restored", form.dataset.draft);
      location.reload();
    }
  }

  line.querySelector("span").textContent = words.auto;
  if (sessionStorage.getItem("simpul.restored") === form.dataset.draft) {
    sessionStorage.removeItem("simpul.restored");
    line.querySelector("span").textContent = words.restored;
  }
  if (form.elements.kept.value) {
    form.querySelectorAll("[data-field]").forEach((box) => touch(box.dataset.field));
  } else {
    restore();
  }

  // --- Colleagues, similar titles, files ---

  setInterval(async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.here, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const { others } = await answer.json();
    const lines = others.map((text) => {
      const line = document.createElement("p");
      line.className = "soft";
      line.textContent = `${text} (${words.hasStep})`;
      return line;
    });
    document.querySelector("[data-colleagues]")?.replaceChildren(...lines);
  }, HERE);

  const list = form.querySelector("[data-similar-list]");
  if (list) propose(form.elements.title, list, form.dataset.similar, words, () => ({ without: form.dataset.record }));
  uploads(form, words, () => form.elements.csrfmiddlewaretoken.value);
  document.querySelector("[data-focus]")?.focus();
}
