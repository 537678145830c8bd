// A note that is stored with a publisher's place in the log. After a restart the publisher continues from it.
import type { PublishCall } from './publish-call.ts';

/** Reads a publisher's note; undefined before there is one. The caller knows its shape, because only the caller writes it. */
export const readNote = <Note>(
  publishCall: PublishCall,
  session: string,
  publisher: string,
): Promise<Note | undefined> =>
  publishCall.within(session, async ({ posting }) => {
    const mark = await posting.markOf(publisher);
    return mark?.note === undefined ? undefined : (JSON.parse(mark.note) as Note);
  });
