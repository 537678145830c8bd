// An open line may be finished after its session has ended. The line would reopen the session, so the end is published again behind it.
import type { Draft } from '../../protocol/records.ts';
import type { PublishCall } from './publish-call.ts';

/** The records to publish behind late words. */
export const endAgain = async (publishCall: PublishCall, session: string): Promise<readonly Draft[]> =>
  (await publishCall.within(session, (known) => known.ended())) ? [{ type: 'end' }] : [];
