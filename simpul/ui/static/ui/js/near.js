// Fills the position of the device into a form and sends it. Asked for only by a press.
export function improve(button) {
  const form = button.closest("form");
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  if (!form || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (said) said.textContent = button.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(2);
        form.elements.lng.value = coords.longitude.toFixed(2);
        form.submit();
      },
      () => {
        if (said) said.textContent = button.dataset.refused;
      },
      { timeout: 10000, maximumAge: 600000 },
    );
  });
}
