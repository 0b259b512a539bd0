import * as THREE from "three";
import { LruCache } from "./lru-cache";

const IMAGE_CAPACITY = 24;

/** A decoded picture of a plate, or a part of one: planes Y, U, V of 4:2:0, one after the other. */
export interface PlatePicture {
  /** Where the part lies in the frame, in pixels from the top left corner. */
  x: number;
  y: number;
  width: number;
  height: number;
  planes: Uint8Array<ArrayBuffer>;
}

/** A font file of the bundle. */
export interface FontFile {
  family: string;
  weight: string;
  url: string;
}

/** A file of the bundle that is there; its content comes when it is asked for. */
export interface AssetFile {
  /** Names this version of the file. */
  key: string;
  /** To be called once at most; `leave` instead, where an earlier version does. */
  read(): Promise<ArrayBuffer>;
  leave(): Promise<void>;
}

/** Where a drawing job gets its files from. */
export interface Assets {
  /** Any file, as bytes. */
  file(path: string): Promise<AssetFile>;
  /** A picture as a premultiplied texture, top row first. */
  image(path: string): Promise<THREE.Texture>;
  /** Picture `assetFrame` of the clip under layer `layer` of the comp. */
  plate(layer: number, assetFrame: number): Promise<PlatePicture>;
}

const images = new LruCache<THREE.Texture>(IMAGE_CAPACITY, (texture) => {
  texture.dispose();
  (texture.image as ImageBitmap).close();
});

/** Asks for a file. */
export async function openFile(url: string): Promise<AssetFile> {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new MissingAsset(`${decodeURIComponent(url.split("/").slice(2).join("/"))} is missing`);
  return {
    key: `${url} ${response.headers.get("etag")}`,
    read: () => response.arrayBuffer(),
    leave: async () => response.body?.cancel(),
  };
}

/** Loads a picture; one that did not change since the last time is not decoded and uploaded again. */
export async function loadImage(url: string): Promise<THREE.Texture> {
  const file = await openFile(url);
  const known = images.get(file.key);
  if (known) {
    await file.leave();
    return known;
  }
  const bitmap = await createImageBitmap(new Blob([await file.read()]), {
    premultiplyAlpha: "premultiply",
    colorSpaceConversion: "none",
  });
  const texture = new THREE.Texture(bitmap);
  texture.flipY = false;
  texture.premultiplyAlpha = true;
  texture.generateMipmaps = true;
  texture.minFilter = THREE.LinearMipmapLinearFilter;
  texture.needsUpdate = true;
  images.put(file.key, texture);
  images.trim(new Set([file.key]));
  return texture;
}

const fonts = new Map<string, Promise<unknown>>();

/** Makes the bundle's fonts known to the page; each file is loaded once. */
export async function loadFonts(files: readonly FontFile[]): Promise<void> {
  const loading = files.map(({ family, weight, url }) => {
    const known = fonts.get(url);
    if (known) return known;
    const face = new FontFace(family, `url("${url}")`, { weight });
    document.fonts.add(face);
    const promise = face.load().catch((error) => {
      throw new MissingAsset(`font ${family} cannot be loaded: ${error}`);
    });
    fonts.set(url, promise);
    return promise;
  });
  await Promise.all(loading);
}

/** The template lacks something that a comp names. */
export class MissingAsset extends Error {}
