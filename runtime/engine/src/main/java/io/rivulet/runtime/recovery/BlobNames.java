package io.rivulet.runtime.recovery;

/** Which names a blob may have: such that any file system and any object store takes them as they are. */
final class BlobNames {

    private static final int MAX_LENGTH = 200;

    private BlobNames() {}

    static String checked(String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException("the name of a blob must be 1 to " + MAX_LENGTH
                    + " lower-case letters, digits, '-' and '.', beginning with a letter or digit, got \"" + name
                    + "\"");
        }
        return name;
    }

    static boolean valid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !letterOrDigit(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> letterOrDigit(c) || c == '-' || c == '.');
    }

    private static boolean letterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
}
