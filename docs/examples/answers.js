// Reads an exported table, answers each case as deadline code is often written, and prints the table with the answers.
// node docs/examples/answers.js < cases.jsonl > answers.jsonl
const rows = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

for (const row of rows) {
  const daysOff = row.other_days.split("; ").filter((day) => day.endsWith(" closed")).map((day) => day.slice(0, 10));
  const day = new Date(row.start); // an instant: its date is taken in UTC below, not in the office's zone
  let left = Number(row.amount);
  while (left > 0) {
    day.setUTCDate(day.getUTCDate() + 1);
    const weekday = day.getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !daysOff.includes(day.toISOString().slice(0, 10))) left -= 1;
  }
  console.log(JSON.stringify({ ...row, answer: day.toISOString().slice(0, 10) }));
}
