// Light or dark as chosen on this device; without a choice the device decides. Runs before painting.
(() => {
  const page = document.documentElement;
  let kept;
  try {
    kept = localStorage.getItem("theme") ?? "";
  } catch {
    return;
  }
  if (kept) page.dataset.theme = kept;

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("[data-themes]");
    if (!choice) return;
    for (const input of choice.querySelectorAll("input")) input.checked = input.value === kept;
    choice.hidden = false;
    choice.addEventListener("change", ({ target }) => {
      if (target.value) {
        localStorage.setItem("theme", target.value);
        page.dataset.theme = target.value;
      } else {
        localStorage.removeItem("theme");
        delete page.dataset.theme;
      }
    });
  });
})();
