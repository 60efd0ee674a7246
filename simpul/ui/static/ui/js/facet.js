// Narrows the listed choices of a long facet while typing; Enter asks the server for all of them.
export function improve(facet) {
  const box = facet.querySelector(".facet__find input");
  const choices = [...facet.querySelectorAll("li")];
  if (!box) return;
  box.addEventListener("input", () => {
    const words = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const choice of choices) {
      const label = choice.textContent.toLocaleLowerCase();
      const chosen = choice.querySelector("input").checked;
      choice.hidden = !chosen && !words.every((word) => label.includes(word));
    }
  });
}
