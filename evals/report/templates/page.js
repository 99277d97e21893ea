
// Opens the case that a link leads to, and filters the cases. Without it the page reads as well.
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) { target.hidden = false; target.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", reveal);
reveal();

const form = document.querySelector("form.filter");
if (form) {
  const cases = [...document.querySelectorAll("[data-words]")];
  const [words, kind, count] = ["input", "select", "output"].map((name) => form.querySelector(name));
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of cases) {
      const found = one.dataset.words.toLowerCase();
      const sorts = [one.dataset.diagnosis, ...one.dataset.diagnosis.split(" ")];
      one.hidden = !(wanted.every((word) => found.includes(word)) && (!kind.value || sorts.includes(kind.value)));
    }
    count.textContent = `${cases.filter((one) => !one.hidden).length} of ${cases.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
