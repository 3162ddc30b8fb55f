// Swagger UI knows a dark theme, but takes it up only by its bar on top, which the page leaves out.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

// Where the portal's name can't be told, the page does without.
fetch("/api/v1/support")
  .then((answer) => answer.json())
  .then(({ brand }) => {
    document.title = `${brand}: API reference`;
    document.getElementById("brand").textContent = `${brand} API`;
  })
  .catch(() => {});
