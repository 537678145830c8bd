// `ws` exposes what it frames messages with; its typings leave it out.
import 'ws';

declare module 'ws' {
  export const Sender: {
    frame(
      data: Buffer,
      options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
    ): Buffer[];
  };
}
