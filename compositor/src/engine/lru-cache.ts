/** Keeps the most recently used things that were costly to make; what falls out is disposed of. */
export class LruCache<T> {
  private readonly entries = new Map<string, T>();

  constructor(
    private readonly capacity: number,
    private readonly dispose: (value: T) => void,
  ) {}

  get(key: string): T | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  put(key: string, value: T): T {
    this.entries.set(key, value);
    return value;
  }

  /** Drops the oldest entries down to the capacity; never one whose key is in `inUse`. */
  trim(inUse: ReadonlySet<string>): void {
    for (const [key, value] of this.entries) {
      if (this.entries.size <= this.capacity) return;
      if (inUse.has(key)) continue;
      this.entries.delete(key);
      this.dispose(value);
    }
  }

  /** Drops everything. */
  clear(): void {
    for (const value of this.entries.values()) this.dispose(value);
    this.entries.clear();
  }

  get size(): number {
    return this.entries.size;
  }
}
