/** Materials of models. glTF counts light linearly, the frame holds sRGB: colours are encoded as the last step. */
import * as THREE from "three";
import { lightUniforms } from "../cast";
import type { Light, ModelLayer } from "../contract";
import toonFunctions from "./shaders/toon-model.glsl";

export type Shading = ModelLayer["shading"];

const ENCODE = "gl_FragColor = sRGBTransferOETF(gl_FragColor);";

/** Gives every material below `root` the look of `shading`. */
export function shade(root: THREE.Object3D, shading: Shading): void {
  const known = new Map<THREE.Material, THREE.Material>();
  const replaced = (material: THREE.Material): THREE.Material => {
    const replacement = known.get(material) ?? shaded(material, shading);
    known.set(material, replacement);
    return replacement;
  };
  root.traverse((object) => {
    if (!(object instanceof THREE.Mesh || object instanceof THREE.Line || object instanceof THREE.Points)) return;
    object.material = Array.isArray(object.material) ? object.material.map(replaced) : replaced(object.material);
  });
}

function shaded(material: THREE.Material, shading: Shading): THREE.Material {
  const solid = material instanceof THREE.MeshStandardMaterial || material instanceof THREE.MeshBasicMaterial;
  if (shading === "standard" || !solid) return encoded(material);
  const own = paint(material);
  if (shading === "unlit" || material instanceof THREE.MeshBasicMaterial)
    return patched(own, "unlit", (fragment) =>
      fragment
        .replace(
          "#include <opaque_fragment>",
          "outgoingLight = diffuseColor.rgb + totalEmissiveRadiance;\n#include <opaque_fragment>",
        )
        .replace("#include <colorspace_fragment>", ENCODE),
    );
  return patched(own, "toon", (fragment) =>
    fragment
      .replace("void main() {", `${toonFunctions}\nvoid main() {`)
      .replace(
        "#include <opaque_fragment>",
        "outgoingLight = toonModel(diffuseColor.rgb, totalEmissiveRadiance, normal);\n#include <opaque_fragment>",
      ),
  );
}

/** Makes a material of three write sRGB. */
export function encoded<T extends THREE.Material>(material: T): T {
  return patched(material, "encoded", (fragment) => fragment.replace("#include <colorspace_fragment>", ENCODE));
}

/** What a material is painted with, without its answer to light. */
function paint(material: THREE.MeshStandardMaterial | THREE.MeshBasicMaterial): THREE.MeshLambertMaterial {
  const { map, color, vertexColors, side, alphaTest, transparent, opacity, depthWrite } = material;
  const own = new THREE.MeshLambertMaterial();
  own.name = material.name;
  own.color.copy(color);
  Object.assign(own, { map, vertexColors, side, alphaTest, transparent, opacity, depthWrite });
  if (material instanceof THREE.MeshStandardMaterial) {
    const { flatShading, emissiveMap, emissiveIntensity, normalMap, normalScale } = material;
    own.emissive.copy(material.emissive);
    Object.assign(own, { flatShading, emissiveMap, emissiveIntensity, normalMap });
    own.normalScale.copy(normalScale);
  }
  return own;
}

function patched<T extends THREE.Material>(material: T, name: string, patch: (fragment: string) => string): T {
  // An avatar's material prepares its shader itself.
  const prepare = material.onBeforeCompile.bind(material);
  const key = material.customProgramCacheKey.bind(material);
  const ownKey = material instanceof THREE.ShaderMaterial ? key : () => "";
  material.onBeforeCompile = (shader, renderer) => {
    prepare(shader, renderer);
    Object.assign(shader.uniforms, lightUniforms);
    shader.fragmentShader = patch(shader.fragmentShader);
  };
  material.customProgramCacheKey = () => `model ${name} ${ownKey()}`;
  return material;
}

/** Irradiance that makes a white matt surface white. */
const FULL = Math.PI;

/** The one lamp that an avatar's materials are made for: the comp's key. */
export function avatarLamp(light: Light): THREE.Object3D {
  const lamp = new THREE.DirectionalLight(new THREE.Color(...light.ambient), FULL);
  lamp.position.fromArray(light.key_direction);
  return lamp;
}

/** The comp's light for physically based materials: its key, its two rims and what is left in the shade. */
export function lampsOf(light: Light): THREE.Object3D {
  const lamps = new THREE.Group();
  const add = (direction: readonly number[], colour: readonly number[], intensity: number): void => {
    const lamp = new THREE.DirectionalLight(new THREE.Color(...(colour as [number, number, number])), intensity * FULL);
    lamp.position.fromArray(direction as number[]);
    lamps.add(lamp);
  };
  add(light.key_direction, light.ambient, 0.7);
  add(light.rim_a_direction, light.rim_a, 0.5);
  add(light.rim_b_direction, light.rim_b, 0.5);
  const ambient = new THREE.AmbientLight(new THREE.Color(...light.ambient), 0.3 * FULL);
  return lamps.add(ambient);
}
