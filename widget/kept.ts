/** Where a reader's choices are kept on the device. */
export const keptKey = 'captionwire';
