package io.rivulet.io.files;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;

/**
 * Records that are on disk and that nobody sees yet.
 *
 * @param staged the name of the file that holds them, beside where they belong
 * @param target the name of the file they belong into
 * @param from where in it
 * @param length how many bytes they are
 */
record StagedPart(String staged, String target, long from, long length) {

    /** Form {@code staged-part} 1: staged text, target text, from i64, length i64. */
    static final StateCodec<StagedPart> CODEC = StateCodec.of(
            "staged-part",
            1,
            (part, out) -> out.writeString(part.staged)
                    .writeString(part.target)
                    .writeLong(part.from)
                    .writeLong(part.length),
            in -> new StagedPart(name("staged", in), name("target", in), in.readCount("from"), in.readCount("length")));

    /** A name in the sink's own directory, whatever the bytes say. */
    private static String name(String what, StateReader in) {
        String name = in.readString(what);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw in.corrupt(what + " must be the name of a file, got \"" + name + "\"");
        }
        return name;
    }
}
