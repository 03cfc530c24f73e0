package io.rivulet.tutorials.network;

/** What an attack looks like from the connections it makes; each moves other series. */
enum AttackKind {
    /** One source asks many hosts the same: destinations of one source and destination entropy rise, ports do not. */
    HOST_SWEEP("host sweep"),
    /** One source asks few hosts on many ports: ports of one source and port entropy rise, destinations do not. */
    PORT_SCAN("port scan"),
    /** Very many connections to one place: the rate rises, destination entropy falls, source entropy tells whether many or one send. */
    FLOOD("flood"),
    /** A scan so slow that ten minutes hide it: only over hours does one source reach unusually many ports or hosts. */
    SLOW_SCAN("slow scan");

    private final String words;

    AttackKind(String words) {
        this.words = words;
    }

    /** For people: "host sweep". */
    String words() {
        return words;
    }

    /** For programs: "host-sweep". */
    String id() {
        return words.replace(' ', '-');
    }
}
