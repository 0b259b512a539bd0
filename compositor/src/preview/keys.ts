/** Which key does what; with Shift where the name begins so. */
const KEYS: Record<string, string> = {
  " ": "play",
  l: "loop",
  ArrowLeft: "back",
  ArrowRight: "forward",
  "Shift ArrowLeft": "back-far",
  "Shift ArrowRight": "forward-far",
  ArrowUp: "shot-before",
  ArrowDown: "shot-after",
  Home: "start",
  End: "end",
};

/** Connects the keyboard; what is typed into a field stays there, Enter and Escape leave it. */
export function onKeys(actions: Record<string, () => void>, chooseFan: (index: number) => void): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) {
      if (event.key === "Enter" || event.key === "Escape") event.target.blur();
      return;
    }
    const action = KEYS[event.shiftKey ? `Shift ${event.key}` : event.key];
    if (action) actions[action]?.();
    else if (/^[1-9]$/.test(event.key)) chooseFan(Number(event.key) - 1);
    else return;
    event.preventDefault();
  });
}
