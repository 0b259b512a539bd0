// The shot as a Remotion composition: the plate's pictures below, the engine's canvas above.
import React, { useEffect, useRef, useState } from "react";
import { AbsoluteFill, Composition, continueRender, delayRender, Img, registerRoot, staticFile, useCurrentFrame } from "remotion";
import { openShot, type ShotPage } from "./shot-page.js";

const open = new Map<string, Promise<ShotPage>>();
const base = () => staticFile("").replace(/\/?$/, "/");

function shotPage(shot: string): Promise<ShotPage> {
  const known = open.get(shot) ?? openShot(staticFile(`${shot}.json`), base());
  open.set(shot, known);
  return known;
}

const Shot: React.FC<{ shot: string }> = ({ shot }) => {
  const frame = useCurrentFrame();
  const place = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<ShotPage | null>(null);
  const [opening] = useState(() => delayRender("open"));
  useEffect(() => {
    shotPage(shot).then((opened) => {
      place.current?.appendChild(opened.canvas);
      setPage(opened);
      continueRender(opening);
    });
  }, [shot, opening]);
  const [handles] = useState(() => new Map<number, number>());
  if (!handles.has(frame)) handles.set(frame, delayRender(`frame ${frame}`));
  useEffect(() => {
    page?.draw(frame).then(() => continueRender(handles.get(frame)!));
  }, [page, frame, handles]);
  return (
    <AbsoluteFill>
      <Img src={staticFile(`${shot}/${frame}.jpg`)} style={{ position: "absolute" }} />
      <div ref={place} style={{ position: "absolute" }} />
    </AbsoluteFill>
  );
};

registerRoot(() => (
  <Composition
    id="shot"
    component={Shot}
    width={1280}
    height={720}
    fps={24}
    durationInFrames={24}
    defaultProps={{ shot: "" }}
    calculateMetadata={({ props }) => ({ ...props, ...(props as { size?: object }).size })}
  />
));
