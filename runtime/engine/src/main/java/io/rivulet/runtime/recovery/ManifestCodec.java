package io.rivulet.runtime.recovery;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Manifests as bytes. */
final class ManifestCodec {

    /*
     * Version 1: magic i32, version i32, CRC32C of the rest i32; commit i64; flow text, epoch i64, execution i64, timeMillis i64, workers i32, keyGroups i32;
     * steps: step text, kind text, form text, version i32, fingerprint text; segments: blob text, epoch i64, full i8, bytes i64, crc i32, entries i64;
     * positions: step text, then partition text, bytes; watermarks: step text, i64; prepared: step text, then bytes. Each list begins with its length i32, and so
     * do bytes. The commit is the number in the blob's name: one that was renamed is found out.
     */
    private static final int MAGIC = 0x5256_4d46; // "RVMF"
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 4 + 4 + 4;
    private static final int CRC_AT = 8;

    private ManifestCodec() {}

    static byte[] encode(long commit, Manifest manifest) {
        StateWriter out = new StateWriter();
        out.writeInt(MAGIC).writeInt(VERSION).writeInt(0).writeLong(commit);
        out.writeString(manifest.flow())
                .writeLong(manifest.epoch())
                .writeLong(manifest.execution())
                .writeLong(manifest.timeMillis())
                .writeInt(manifest.workers())
                .writeInt(manifest.keyGroups());
        out.writeInt(manifest.steps().size());
        for (StepState step : manifest.steps()) {
            out.writeString(step.step())
                    .writeString(step.kind())
                    .writeString(step.form())
                    .writeInt(step.version())
                    .writeString(step.fingerprint());
        }
        out.writeInt(manifest.segments().size());
        for (Segment segment : manifest.segments()) {
            out.writeString(segment.blob())
                    .writeLong(segment.epoch())
                    .writeBoolean(segment.full())
                    .writeLong(segment.bytes())
                    .writeInt(segment.crc())
                    .writeLong(segment.entries());
        }
        writeMap(out, manifest.positions(), partitions -> writeMap(out, partitions, position -> write(out, position)));
        writeMap(out, manifest.watermarks(), out::writeLong);
        writeMap(out, manifest.prepared(), parts -> {
            out.writeInt(parts.size());
            parts.forEach(part -> write(out, part));
        });
        return out.setInt(CRC_AT, crc(out.array(), out.size())).toByteArray();
    }

    /** @throws BrokenStoreException if the bytes are no manifest of that commit */
    static Manifest decode(long commit, byte[] bytes, String where) throws BrokenStoreException {
        StateReader in = new StateReader(bytes);
        if (bytes.length < HEADER_BYTES || in.readInt() != MAGIC) {
            throw altered(where, "it does not begin as a manifest does", null);
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new BrokenStoreException(where + " has version " + version + "; this build reads version " + VERSION
                    + ". Was it written by a newer Rivulet?");
        }
        if (in.readInt() != crc(bytes, bytes.length)) {
            throw altered(where, "its checksum is wrong", null);
        }
        try {
            long written = in.readLong();
            if (written != commit) {
                throw altered(where, "it is that of commit " + written, null);
            }
            Manifest manifest = fields(in);
            if (in.remaining() > 0) {
                throw in.corrupt(in.remaining() + " bytes follow its end");
            }
            return manifest;
        } catch (CorruptStateException | IllegalArgumentException e) {
            throw altered(where, e.getMessage(), e);
        }
    }

    private static Manifest fields(StateReader in) {
        return new Manifest(
                in.readString("flow"),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readIntBetween("keyGroups", 1, FrameWriter.MAX_KEY_GROUP + 1),
                readList(in, "steps", ManifestCodec::readStep),
                chain(in, readList(in, "segments", ManifestCodec::readSegment)),
                readMap(in, "positions", i -> readMap(i, "partitions", ManifestCodec::readBytes)),
                readMap(in, "watermarks", StateReader::readLong),
                readMap(in, "prepared", i -> readList(i, "parts", ManifestCodec::readBytes)));
    }

    private static StepState readStep(StateReader in) {
        return new StepState(
                in.readString("step"),
                in.readString("kind"),
                in.readString("form"),
                in.readInt(),
                in.readString("fingerprint"));
    }

    private static Segment readSegment(StateReader in) {
        return new Segment(
                BlobNames.checked(in.readString("blob")),
                in.readLong(),
                in.readBoolean("full"),
                in.readLong(),
                in.readInt(),
                in.readLong());
    }

    private static List<Segment> chain(StateReader in, List<Segment> segments) {
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).full()) {
                throw in.corrupt("only the first segment may be full, but segment " + i + " is");
            }
        }
        return segments;
    }

    private static <V> void writeMap(StateWriter out, Map<String, V> map, Consumer<V> value) {
        out.writeInt(map.size());
        map.forEach((name, v) -> {
            out.writeString(name);
            value.accept(v);
        });
    }

    private static void write(StateWriter out, byte[] bytes) {
        out.writeInt(bytes.length).writeBytes(bytes);
    }

    private static byte[] readBytes(StateReader in) {
        return in.readBytes("bytes", in.readLength("bytes", 1));
    }

    private static <V> List<V> readList(StateReader in, String name, Function<StateReader, V> element) {
        int length = in.readLength(name, 4);
        List<V> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(element.apply(in));
        }
        return list;
    }

    private static <V> Map<String, V> readMap(StateReader in, String name, Function<StateReader, V> value) {
        int length = in.readLength(name, 8);
        Map<String, V> map = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            map.put(in.readString(name), value.apply(in));
        }
        return map;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, HEADER_BYTES, length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    private static BrokenStoreException altered(String where, String problem, Exception cause) {
        return new BrokenStoreException(
                where + " has been altered or cut short: " + problem
                        + ". Put the right one back from a copy of the store, or start with an empty one",
                cause);
    }
}
