/** What draws each kind of control; a kind without a component does not compile. */
import type { Component } from "svelte";
import type { Control } from "../../engine/controls.ts";
import type { Cell } from "../../engine/data/table.ts";
import { plain } from "../messages/format.ts";
import ChoiceControl from "./ChoiceControl.svelte";
import CodeControl from "./CodeControl.svelte";
import type { ControlProps } from "./control-props.ts";
import DateControl from "./DateControl.svelte";
import ItemsControl from "./ItemsControl.svelte";
import NumberControl from "./NumberControl.svelte";
import NumbersControl from "./NumbersControl.svelte";
import PictureControl from "./PictureControl.svelte";
import SwitchControl from "./SwitchControl.svelte";
import TextControl from "./TextControl.svelte";

type ControlComponents = { readonly [K in Control["kind"]]: Component<ControlProps<K>> };

export const controlComponents: ControlComponents = {
  number: NumberControl,
  choice: ChoiceControl,
  switch: SwitchControl,
  text: TextControl,
  items: ItemsControl,
  numbers: NumbersControl,
  date: DateControl,
  code: CodeControl,
  picture: PictureControl,
};

/** The component of a control that is at hand. */
export const componentOf = (control: Control): Component<ControlProps<Control["kind"]>> =>
  controlComponents[control.kind] as Component<ControlProps<Control["kind"]>>; // the table pairs each kind with its own component; the compiler cannot follow the pair

/** What the form starts with: the middle of what the model has seen. */
export const typicalCell = (control: Control): Cell => (control.kind === "number" ? plain(control.typical) : control.typical);
