// Text that the server has not acknowledged yet, kept on this device for this person alone.
export class Store {
  constructor(person, draft) {
    this.prefix = `simpul.draft.${person}.${draft}.`;
  }

  put(field, entry) {
    try {
      localStorage.setItem(this.prefix + field, JSON.stringify(entry));
    } catch {
      // No room or not allowed: the server still gets it.
    }
  }

  drop(field, turn) {
    try {
      const kept = JSON.parse(localStorage.getItem(this.prefix + field) ?? "null");
      if (kept && (turn === undefined || kept.turn <= turn)) localStorage.removeItem(this.prefix + field);
    } catch {
      // Nothing was kept.
    }
  }

  all() {
    const found = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(this.prefix)) {
          found.push({ field: key.slice(this.prefix.length), ...JSON.parse(localStorage.getItem(key)) });
        }
      }
    } catch {
      return [];
    }
    return found;
  }
}
