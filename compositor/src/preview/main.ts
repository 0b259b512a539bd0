import { loadFonts } from "../engine/assets";
import { createRenderer, rendererName, ShaderErrors } from "../engine/renderer";
import { FanCards } from "./fan-cards";
import { loadFilm } from "./film";
import { FilmPlayer } from "./film-player";
import { onKeys } from "./keys";
import { Screen } from "./screen";
import { Timeline } from "./timeline";
import { Transport } from "./transport";

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

function complain(message: string): void {
  const alert = element("alert");
  alert.textContent = message;
  alert.hidden = message === "";
}

addEventListener("unhandledrejection", (event) => complain(String(event.reason?.message ?? event.reason)));

const film = await loadFilm();
await loadFonts(film.fonts);
const errors = new ShaderErrors();
const renderer = createRenderer(errors);
const player = new FilmPlayer(renderer, errors, film);
const screen = new Screen(element<HTMLCanvasElement>("screen"), film, player);
const transport = new Transport(film);
const timeline = new Timeline(element("timeline"), film, transport);
const cards = new FanCards(element("fans"), film);
const nameField = element<HTMLInputElement>("name");
const { fps, frames } = film.video;

document.title = `${film.id} · Fanchant preview`;
element("title").textContent = film.title;
element("template").textContent = film.id;
element("gl").textContent = rendererName(renderer);
nameField.value = cards.chosen.name;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function describe(): void {
  const { frame, shot } = transport;
  const inside = frame - shot.start_frame;
  const seconds = Math.floor(frame / fps);
  element("frame").textContent = String(frame);
  element("frames").textContent = String(frames - 1);
  element("time").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}:${two(frame % fps)}`;
  element("shot").textContent = shot.id;
  const steps = ["", "on ones", "on twos", "on threes"][shot.drawing_step_frames];
  const drawing = `${steps}, drawing ${Math.floor(inside / shot.drawing_step_frames) + 1}`;
  const personal = shot.kind === "personal" ? `${drawing} · ${shot.depends_on.join(" + ")}` : "static";
  element("facts").textContent = `${inside + 1} of ${shot.frames} · ${personal}`;
  timeline.update();
}

function show(): void {
  describe();
  screen.show({ frame: transport.frame, fan: cards.chosen, name: nameField.value || cards.chosen.name });
}

transport.onFrame = show;
transport.onState = () => {
  element("play").setAttribute("aria-pressed", String(transport.playing));
  element("loop").setAttribute("aria-pressed", String(transport.loopsShot));
};
cards.onChoice = (fan) => {
  nameField.value = fan.name;
  show();
};
nameField.addEventListener("input", show);
screen.onShown = ({ took_ms }) => {
  complain("");
  element("took").textContent = `${took_ms.toFixed(0)} ms`;
};
screen.onError = complain;
renderer.domElement.addEventListener("webglcontextlost", () => complain("The graphics context was lost; reload."));

const actions: Record<string, () => void> = {
  play: () => transport.toggle(),
  loop: () => transport.toggleLoop(),
  back: () => transport.step(-1),
  forward: () => transport.step(1),
  "back-far": () => transport.step(-fps),
  "forward-far": () => transport.step(fps),
  "shot-before": () => transport.stepShot(-1),
  "shot-after": () => transport.stepShot(1),
  start: () => transport.seek(0),
  end: () => transport.seek(frames - 1),
};
for (const button of document.querySelectorAll<HTMLButtonElement>("#transport button")) {
  button.addEventListener("click", () => actions[button.id]?.());
}
onKeys(actions, (index) => cards.choose(film.fans[index]));

const firstPersonal = film.shots.find(({ kind }) => kind === "personal");
transport.seek(firstPersonal ? firstPersonal.start_frame + Math.floor(firstPersonal.frames / 2) : 0);
await screen.between(() => cards.drawPortraits(renderer, errors));
document.body.dataset.ready = "true";
