/** Something that was asked for and can't be: one sentence for the person who asked. */
export class Refusal extends Error {
  override name = 'Refusal';
}
