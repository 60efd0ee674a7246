// A button that copies the text of the element it names, and says that it did.
export function improve(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim());
    if (said) said.textContent = button.dataset.copied;
  });
}
