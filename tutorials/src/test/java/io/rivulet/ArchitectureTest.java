package io.rivulet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.Random;

/** The arrows between modules and packages: algorithms, then runtime, then io, then tutorials; nothing points back. */
@AnalyzeClasses(packages = "io.rivulet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ALGORITHMS = "io.rivulet.algorithms..";
    private static final String RUNTIME = "io.rivulet.runtime..";
    private static final String IO = "io.rivulet.io..";

    private static final DescribedPredicate<JavaClass> FAMILIES = resideInAPackage(ALGORITHMS)
            .and(DescribedPredicate.not(resideInAnyPackage("io.rivulet.algorithms", "io.rivulet.algorithms.sliding")))
            .as("algorithm families");

    @ArchTest
    static final ArchRule ALGORITHMS_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage(ALGORITHMS)
            .should()
            .dependOnClassesThat(resideInAPackage("io.rivulet..")
                    .and(DescribedPredicate.not(resideInAPackage(ALGORITHMS)))
                    .as("other modules"));

    @ArchTest
    static final ArchRule CONTRACTS_KNOW_NO_ALGORITHM = noClasses()
            .that()
            .resideInAPackage("io.rivulet.algorithms")
            .should()
            .dependOnClassesThat(resideInAPackage(ALGORITHMS)
                    .and(DescribedPredicate.not(resideInAPackage("io.rivulet.algorithms")))
                    .as("packages beside the contracts"));

    @ArchTest
    static final ArchRule FAMILIES_KNOW_NO_CATALOGUE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.rivulet.algorithms.catalog..",
                    "io.rivulet.commands..",
                    "io.rivulet.lab..",
                    "io.rivulet.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rivulet.algorithms.catalog..");

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NO_ALGORITHM =
            noClasses().that().resideInAPackage(RUNTIME).should().dependOnClassesThat(FAMILIES);

    @ArchTest
    static final ArchRule ONLY_OPERATORS_SLIDE = noClasses()
            .that()
            .resideInAPackage(RUNTIME)
            .and()
            .resideOutsideOfPackage("io.rivulet.runtime.operators..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rivulet.algorithms.sliding..");

    @ArchTest
    static final ArchRule THE_GRAPH_KNOWS_NO_ENGINE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.rivulet.runtime.dataflow..",
                    "io.rivulet.runtime.operators..",
                    "io.rivulet.runtime.connect..",
                    "io.rivulet.runtime.state..",
                    "io.rivulet.runtime.time..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rivulet.runtime.engine..");

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NO_CONNECTOR = noClasses()
            .that()
            .resideInAPackage(RUNTIME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(IO, "io.rivulet.tutorials..", "io.rivulet.commands..", "io.rivulet.benchmarks..");

    @ArchTest
    static final ArchRule CONNECTORS_KNOW_THEIR_CONTRACT_ONLY = noClasses()
            .that()
            .resideInAPackage(IO)
            .should()
            .dependOnClassesThat(resideInAPackage("io.rivulet..")
                    .and(DescribedPredicate.not(
                            resideInAnyPackage(IO, "io.rivulet.runtime.connect", "io.rivulet.algorithms")))
                    .as("anything but runtime.connect and the contracts of algorithms"));

    @ArchTest
    static final ArchRule FAMILIES_HAVE_NO_CYCLE =
            slices().matching("io.rivulet.algorithms.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_DRAWS_CHANCE_OR_DESERIALIZES_ON_ITS_OWN = noClasses()
            .that()
            .resideInAnyPackage(ALGORITHMS, RUNTIME, IO)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ObjectInputStream.class);

    @ArchTest
    static final ArchRule NOTHING_READS_THE_CLOCK_ON_ITS_OWN = noClasses()
            .that()
            .resideInAnyPackage(
                    ALGORITHMS,
                    "io.rivulet.runtime.engine..",
                    "io.rivulet.runtime.operators..",
                    "io.rivulet.runtime.state..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule TYPES_OF_LIBRARIES_STAY_INSIDE = noClasses()
            .that()
            .resideInAnyPackage(RUNTIME, IO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.carrotsearch.hppc..", "org.apache.datasketches..", "org.apache.commons.math3..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_THINGS_ARE = classes()
            .should()
            .haveNameNotMatching(".*\\.(\\w*Util|\\w*Utils|\\w*Manager|Abstract\\w+|\\w+Base|\\w+Impl|\\w+Helper)");
}
