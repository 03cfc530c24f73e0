package io.rivulet.runtime.cli.state;

import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.state.KeyCodec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Keys as people read them: their text where they are of a kind that needs no codec, else their bytes as hexadecimal digits. */
final class KeyText {

    /** How the fingerprint of a step begins whose keys have a codec of their own, or, with the name after it, none. */
    private static final String KEYS = "keys ";

    private final boolean plain;

    private KeyText(boolean plain) {
        this.plain = plain;
    }

    /** For the keys of a step. */
    static KeyText of(StepState step) {
        String form = KeyCodec.plain().form();
        return new KeyText(
                !step.fingerprint().startsWith(KEYS) || (step.fingerprint() + " ").startsWith(KEYS + form + " "));
    }

    /** The key's text, empty where only bytes are known. */
    Optional<String> plain(byte[] bytes, int offset, int length) {
        return plain ? KeyCodec.describe(Arrays.copyOfRange(bytes, offset, offset + length)) : Optional.empty();
    }

    /** The key's text, or its bytes. */
    String of(byte[] bytes, int offset, int length) {
        return plain(bytes, offset, length).orElseGet(() -> HexFormat.of().formatHex(bytes, offset, offset + length));
    }
}
