// Which key held which role at which position, from the ledger's own `ledger` and `key` entries.

/** From entry 0, whose signature was checked. Throws Malformed. */
function keyHistory(genesis) {
  if (!isKind(genesis, 'ledger')) refuse('it is not of the kind ledger');
  const firstKeys = [genesis.says('ledger_key'), genesis.says('checkpoint_key')];
  const [ledgerKey, checkpointKey] = firstKeys.map((each) => parseName(each).hex);
  if (genesis.author !== ledgerKey || ledgerKey === checkpointKey) refuse('its ledger key did not sign it, or is its checkpoint key');
  const ledger = genesis.id;
  const grants = [];
  const grant = (key, role, from) => grants.push({ key, role, from, until: Infinity, since: Infinity });
  grant(ledgerKey, 'ledger', 0);
  grant(checkpointKey, 'checkpoint', 0);

  /** A role holds from the position after its grant up to that of its revocation. */
  const grantsAt = (key, role, position) => grants.filter((each) => each.key === key && each.role === role
    && each.from < position && position <= each.until);
  const holds = (key, role, position) => grantsAt(key, role, position).length > 0;

  /** Why an entry counts for nothing; null where its author held the role that its kind asks for. */
  const reasonVoid = async (of, position) => {
    if (position === 0) return of.id === ledger ? null : 'another ledger’s entry 0';
    if (of.ledger !== ledger) return 'written for another ledger';
    if (holds(of.author, 'checkpoint', position)) return 'its author’s key signs only checkpoints';
    if (!of.kind || !of.kind.role) return null;
    if (of.kind.name === 'key') return reasonVoidKey(of, position);
    return holds(of.author, of.kind.role, position) ? null : `its author’s key does not hold the role ${of.kind.role}`;
  };

  const reasonVoidKey = async (of, position) => {
    const role = of.says('role');
    const replaces = of.author === parseName(genesis.says('recovery_key'))?.hex && (role === 'ledger' || role === 'checkpoint');
    if (!holds(of.author, 'ledger', position) && !replaces) return 'its author’s key may not grant roles';
    if (of.says('action') !== 'grant') {
      return (of.says('since') || 0) <= position ? null : 'it doubts a key since a later entry than itself';
    }
    const key = parseName(of.says('key')).hex;
    const acceptance = of.says('acceptance');
    const message = join(utf8('exhibit/key-accept/v1\0'), hexBytes(ledger), hexBytes(key));
    const isAccepted = acceptance && (await isSigned(base64Bytes(utf8(acceptance)), message, key));
    return isAccepted ? null : 'the new key did not accept the role';
  };

  return {
    genesis, ledger, firstKeys, reasonVoid,
    everHeld: (key, role) => grants.some((each) => each.key === key && each.role === role),
    keysOf: (role, position) => [...new Set(grants.map((each) => each.key))].filter((key) => holds(key, role, position)).sort(),
    /** From which position on a key may have been in other hands when it signed at a position; null where nobody doubts it. */
    doubt: (key, role, position) => grantsAt(key, role, position).map((each) => each.since).find((since) => since <= position) ?? null,
    /** Takes note of a signed `key` entry that is not void. They must come in order of position. */
    apply: (of, position) => {
      const [key, role, since] = [parseName(of.says('key')).hex, of.says('role'), of.says('since')];
      if (of.says('action') === 'grant') grant(key, role, position);
      else {
        for (const each of grants.filter((one) => one.key === key && one.role === role)) {
          each.until = Math.min(each.until, position);
          if (since !== undefined) each.since = Math.min(each.since, since);
        }
      }
    },
  };
}
