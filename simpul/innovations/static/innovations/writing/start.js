// The page where a record is begun: what is called so already is shown while one types.
import { propose } from "./similar.js";

const form = document.querySelector("[data-start]");
if (form) {
  const owner = form.elements.organisation;
  propose(form.elements.title, form.querySelector("[data-similar-list]"), form.dataset.start, form.dataset, () => ({
    owner: owner?.value ?? "",
  }));
}
