import type { DrawRequest } from "../contract";
import { MissingAsset } from "../engine/assets";
import { createPrecomp } from "../import/precomp";
import { Defocus } from "./defocus";
import { createImage } from "./image";
import type { LayerContext, LayerView } from "./layer";
import { createModel } from "./model";
import { lodOf, performerView } from "./performer";
import { createPlate } from "./plate";
import type { Props } from "./props";
import { setView } from "./set";
import { createSolid } from "./solid";
import { createText } from "./text";
import { createAvatarView } from "./vrm";

/** Builds the view of layer `index` of the request's comp; null where there is nothing to show, as an empty name. */
export async function createLayerView(
  request: DrawRequest,
  index: number,
  context: LayerContext,
  props: Props,
): Promise<LayerView | null> {
  const layer = request.comp.layers[index]!;
  switch (layer.type) {
    case "solid":
      return createSolid(layer);
    case "plate":
      return createPlate(layer, index, context);
    case "defocus":
      return new Defocus(layer, context);
    case "image":
      return createImage(layer, context);
    case "text": {
      const text = (layer.slot === "name" ? request.name : layer.text)?.trim();
      return text ? createText(layer, text, context) : null;
    }
    case "model":
      return createModel(layer, await props.model(layer, context.assets), context);
    case "precomp":
      return createPrecomp(layer, request, context, props);
    case "set":
      return setView(layer, props.set(layer));
    case "performer": {
      if (layer.vrm !== null) {
        return createAvatarView(layer, await props.avatar(layer.vrm, context.assets), context);
      }
      const character = layer.character ?? request.fan;
      if (!character) throw new MissingAsset(`layer ${layer.id} wants the fan's character and the request has none`);
      return performerView(layer, props.performer(character, { seed: layer.seed, lod: lodOf(layer, request.comp) }));
    }
  }
}
