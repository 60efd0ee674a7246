// Decides by keyboard: a letter opens a decision or follows a link; everything works without.
const root = document.querySelector("[data-review]");

const isTyping = (target) =>
  target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;

function swap() {
  const open = root.querySelector("details[open]");
  const sides = open ? [...open.querySelectorAll("input[value=left], input[value=right]")] : [];
  const other = sides.find((side) => !side.checked);
  if (other) {
    other.checked = true;
    other.focus();
  }
}

function choose(element) {
  if (element.tagName !== "SUMMARY") {
    element.click();
    return;
  }
  const panel = element.parentElement;
  root.querySelectorAll("details[open]").forEach((each) => {
    each.open = each === panel;
  });
  panel.open = true;
  const chosen = panel.querySelector("input:checked") ?? panel.querySelector("input:not([type=hidden])");
  chosen?.focus();
}

if (root) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    if (event.key === "s") {
      swap();
      return;
    }
    const element = [...root.querySelectorAll("[data-key]")].find(
      (each) => each.dataset.key === event.key,
    );
    if (element) {
      event.preventDefault();
      choose(element);
    }
  });
}
