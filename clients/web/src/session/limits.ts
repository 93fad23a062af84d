// How much one device keeps of what has not reached the server. Far more than a group writes in an afternoon without a
// network; reached, it is said beside the field, and the text stays there.
export const kOutboxItems = 500;
export const kOutboxBytes = 1_048_576;
/** One command; the server takes frames of 65,536 bytes (P-02). */
export const kItemBytes = 64_000;
/** A press of a button that could not be sent for so long is not sent at all: by then it may do harm. */
export const kLatePressMs = 20_000;
