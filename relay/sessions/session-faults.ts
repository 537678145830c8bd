// What a session has against messages that fit their schema.
import { errorCodes } from '../../protocol/codes.ts';
import { limits } from '../../protocol/limits.ts';
import type { Fault } from './message-reader.ts';

export const interimFaults = {
  'no-base': {
    code: errorCodes.invalid,
    message: 'interim: the base of this delta is not here; send the whole text',
    field: 'keep',
  },
  'too-long': {
    code: errorCodes.textTooLong,
    message: `interim: the text has more than ${limits.textCodePoints} code points`,
    field: 'add',
  },
} as const;

export const floorFault: Fault = {
  code: errorCodes.invalid,
  message: 'floor: live names nobody who is here',
  field: 'live',
};

export const noReplies: Fault = {
  code: errorCodes.roleForbidden,
  message: 'reply: viewers of this session may not write to its captioners',
};

export const tooFast: Fault = {
  code: errorCodes.tooFast,
  message: 'reply: you write faster than replies are taken; send it again in some seconds',
};
