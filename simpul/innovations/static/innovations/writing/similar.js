// Records called nearly so, while a title is being typed.
const PAUSE = 600;

export function propose(input, list, address, words, more) {
  let waiting;
  let asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ title: input.value, ...more() });
    const answer = await fetch(`${address}?${query}`, { signal: asked.signal }).catch(() => null);
    if (answer?.ok) show((await answer.json()).similar);
  }

  function show(found) {
    list.replaceChildren();
    if (!found.length) return;
    const box = document.createElement("div");
    box.className = "notice notice--warn notice--plain";
    const inside = document.createElement("div");
    const head = document.createElement("p");
    head.textContent = words.similar;
    const rows = document.createElement("ul");
    for (const each of found) {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = each.url;
      link.target = "_blank";
      link.rel = "noopener";
      link.lang = "id";
      link.textContent = each.title;
      row.append(link, ` ${each.owner}, ${each.reason}`);
      rows.append(row);
    }
    const hint = document.createElement("p");
    hint.textContent = words.similarHint;
    inside.append(head, rows, hint);
    box.append(inside);
    list.append(box);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
}
