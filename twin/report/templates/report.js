"use strict";
// Sorting and filtering only; the page is complete without it.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        return cell.dataset.sort ?? cell.textContent.trim();
      };
      const order = (a, b) =>
        key(a).localeCompare(key(b), "en", { numeric: true }) * (down ? -1 : 1);
      const numbers = (a, b) => (Number(key(a)) - Number(key(b))) * (down ? -1 : 1);
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const numeric = rows.every((row) => row.cells[column].dataset.sort !== undefined);
      rows.sort(numeric ? numbers : order);
      body.append(...rows);
    });
  });
}
const tools = document.querySelector("#verdict-tools");
if (tools) {
  const words = tools.querySelector("input");
  const state = tools.querySelector("select");
  const count = tools.querySelector("output");
  const rows = [...document.querySelectorAll("table.verdicts tbody tr")];
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let left = 0;
    for (const row of rows) {
      const fits = !state.value || row.dataset.state === state.value;
      row.hidden = !(fits && row.textContent.toLowerCase().includes(wanted));
      left += row.hidden ? 0 : 1;
    }
    count.textContent = `${left} of ${rows.length} verdicts`;
  };
  words.addEventListener("input", filter);
  state.addEventListener("change", filter);
  tools.hidden = false;
  filter();
}
