/** Something that was asked for and can't be: one sentence for the person who asked. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** What was asked for is so already: no news for an act that is repeated. */
export class AlreadySo extends Refusal {
  override name = 'AlreadySo';
}

/** It is as much as an agreement takes already. */
export class AtLimit extends Refusal {
  override name = 'AtLimit';
}
