// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

/** The bytes and bits of Sendmail's milter protocol, version 6 ({@code mfdef.h}); Postfix speaks the same. */
final class Code {

    static final int VERSION = 6;

    // What we say.
    static final char OPTION_NEGOTIATION = 'O';
    static final char MACRO = 'D';
    static final char CONNECT = 'C';
    static final char HELO = 'H';
    static final char MAIL = 'M';
    static final char RECIPIENT = 'R';
    static final char DATA = 'T';
    static final char HEADER = 'L';
    static final char END_OF_HEADER = 'N';
    static final char BODY = 'B';
    static final char END_OF_BODY = 'E';
    static final char ABORT = 'A';
    static final char QUIT = 'Q';

    // What a filter may want to do in the end. Other wishes are not offered: bodies and recipients stay as they came.
    static final int ADDS_HEADERS = 0x01;
    static final int CHANGES_HEADERS = 0x10;
    static final int QUARANTINES = 0x20;
    static final int ACTIONS = ADDS_HEADERS | CHANGES_HEADERS | QUARANTINES;

    // What a filter may ask us to leave out, and which answers it may leave out.
    static final int NO_CONNECT = 0x01;
    static final int NO_HELO = 0x02;
    static final int NO_MAIL = 0x04;
    static final int NO_RECIPIENT = 0x08;
    static final int NO_BODY = 0x10;
    static final int NO_HEADERS = 0x20;
    static final int NO_END_OF_HEADER = 0x40;
    static final int SILENT_HEADER = 0x80;
    static final int NO_UNKNOWN = 0x100;
    static final int NO_DATA = 0x200;
    static final int SKIPS = 0x400;
    static final int SILENT_CONNECT = 0x1000;
    static final int SILENT_HELO = 0x2000;
    static final int SILENT_MAIL = 0x4000;
    static final int SILENT_RECIPIENT = 0x8000;
    static final int SILENT_DATA = 0x10000;
    static final int SILENT_UNKNOWN = 0x20000;
    static final int SILENT_END_OF_HEADER = 0x40000;
    static final int SILENT_BODY = 0x80000;
    static final int LEADING_BLANK = 0x100000;
    static final int STEPS = NO_CONNECT | NO_HELO | NO_MAIL | NO_RECIPIENT | NO_BODY | NO_HEADERS | NO_END_OF_HEADER
            | SILENT_HEADER | NO_UNKNOWN | NO_DATA | SKIPS | SILENT_CONNECT | SILENT_HELO | SILENT_MAIL
            | SILENT_RECIPIENT | SILENT_DATA | SILENT_UNKNOWN | SILENT_END_OF_HEADER | SILENT_BODY | LEADING_BLANK;

    /** The most that a body packet holds ({@code MILTER_CHUNK_SIZE}). */
    static final int CHUNK_BYTES = 65_535;

    private Code() {}
}
