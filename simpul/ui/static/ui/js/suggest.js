// Suggestions under the search box: the ARIA combobox with a list, over
// {"suggestions": [{"text": "…", "url": "/…" or "", "note": "…"}]}.
const PAUSE = 150;
const SHORTEST = 2;

export function improve(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestLabel);
  box.append(list);
  const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(marks)) input.setAttribute(name, value);

  let rows = [];
  let at = -1;
  let waiting;
  let asked;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(row) {
    close();
    if (row.url) {
      location.assign(row.url);
    } else {
      input.value = row.text;
      input.form.requestSubmit();
    }
  }

  function option(row, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.append(row.text);
    if (row.note) {
      const note = document.createElement("span");
      note.className = "meta";
      note.textContent = ` ${row.note}`;
      item.append(note);
    }
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(row));
    return item;
  }

  function show(found) {
    rows = found;
    at = -1;
    list.replaceChildren(...rows.map(option));
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  function point(index) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = (index + rows.length) % rows.length;
    list.children[at].setAttribute("aria-selected", "true");
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  async function ask() {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < SHORTEST) return close();
    asked = new AbortController();
    const address = `${box.dataset.suggest}?${new URLSearchParams({ q: text })}`;
    const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
    if (answer?.ok && document.activeElement === input) show((await answer.json()).suggestions);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      point(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(rows[at]);
    }
  });
}
