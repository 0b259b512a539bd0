/** ExtendScript's File and Folder over a disk in memory. */

export class Disk {
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>(["/out", "/footage"]);
  /** Called with "open", "write" or "rename" and the path; true makes the operation fail. */
  refuses = (_operation: string, _path: string): boolean => false;
}

export interface HostFile {
  readonly fsName: string;
  readonly name: string;
}

const leafOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** The File class that one run of the script sees. */
export function fileClass(disk: Disk) {
  return class File implements HostFile {
    encoding = "system";
    lineFeed = "Windows";
    error = "";
    private readonly path: string;
    private buffer: string | null = null;

    constructor(uri: string) {
      this.path = decodeURI(uri);
    }

    get fsName(): string {
      return this.path;
    }

    get absoluteURI(): string {
      return encodeURI(this.path);
    }

    get name(): string {
      return encodeURI(leafOf(this.path));
    }

    get exists(): boolean {
      return disk.files.has(this.path);
    }

    get parent() {
      const path = parentOf(this.path);
      return { exists: disk.folders.has(path), absoluteURI: encodeURI(path), fsName: path };
    }

    getRelativeURI(base: string): string {
      const folder = decodeURI(base);
      const up = this.path.startsWith(`${folder}/`) ? "" : "../";
      return encodeURI(up === "" ? this.path.slice(folder.length + 1) : up + this.path.slice(1));
    }

    open(mode: string): boolean {
      if (mode !== "w" || disk.refuses("open", this.path)) return this.fails("Permission denied");
      disk.files.set(this.path, "");
      this.buffer = "";
      return true;
    }

    write(text: string): boolean {
      if (this.buffer === null || disk.refuses("write", this.path)) return this.fails("Disk full");
      if (this.encoding !== "UTF-8") return this.fails("Wrong encoding");
      this.buffer += text;
      return true;
    }

    close(): boolean {
      if (this.buffer !== null) disk.files.set(this.path, this.buffer);
      this.buffer = null;
      return true;
    }

    rename(leaf: string): boolean {
      const target = `${parentOf(this.path)}/${leaf}`;
      if (!this.exists || disk.files.has(target) || disk.refuses("rename", target)) return this.fails("Cannot rename");
      disk.files.set(target, disk.files.get(this.path)!);
      return disk.files.delete(this.path);
    }

    remove(): boolean {
      return disk.files.delete(this.path);
    }

    private fails(reason: string): false {
      this.error = reason;
      return false;
    }

    static saveDialog(): File {
      return new File("/out/chosen.json");
    }
  };
}
