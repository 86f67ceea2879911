package io.cellos.it.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClasses;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleRulesTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(Layers.TOP_DOWN);

  @Test
  void everyModuleIsThere() {
    assertThat(PROGRAM.stream().map(Layers::of).distinct())
        .containsExactlyInAnyOrderElementsOf(Layers.TOP_DOWN);
  }

  static Stream<Integer> modules() {
    return IntStream.range(0, Layers.TOP_DOWN.size() - 1).boxed();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleUsesOnlyModulesAbove(int index) {
    List<String> below = Layers.TOP_DOWN.subList(index + 1, Layers.TOP_DOWN.size());
    noClasses()
        .that(Layers.in(List.of(Layers.TOP_DOWN.get(index))))
        .should()
        .dependOnClassesThat(Layers.in(below))
        .check(PROGRAM);
  }

  @Test
  void servicesDoNotKnowEachOther() {
    for (String service : Layers.SERVICES) {
      noClasses()
          .that(Layers.in(List.of(service)))
          .should()
          .dependOnClassesThat(
              Layers.in(Layers.SERVICES.stream().filter(s -> !s.equals(service)).toList()))
          .check(PROGRAM);
    }
  }

  @Test
  void modelNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.cellos.model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.cellos.model..", "java..")
        .check(PROGRAM);
  }

  /** Cores decide; what they decide is done, and what time it is is asked, elsewhere. */
  @Test
  void coresAreQuiet() {
    DescribedPredicate<JavaClass> outside =
        resideInAPackage("java.io..")
            .or(resideInAPackage("java.net.."))
            .or(resideInAPackage("java.nio.file.."))
            .or(resideInAPackage("java.nio.channels.."))
            .or(resideInAPackage("java.util.concurrent.."))
            .or(resideInAPackage("org.slf4j.."))
            .or(
                JavaClass.Predicates.belongToAnyOf(
                    Thread.class, Process.class, ProcessHandle.class))
            .or(JavaClass.Predicates.belongToAnyOf(Clock.class));
    core(noClasses()).should().dependOnClassesThat(outside).check(PROGRAM);
    core(noClasses()).should().callMethod(Instant.class, "now").check(PROGRAM);
    core(noClasses()).should().callMethod(System.class, "nanoTime").check(PROGRAM);
    core(noClasses()).should().callMethod(System.class, "currentTimeMillis").check(PROGRAM);
    core(noClasses()).should().callMethod(UUID.class, "randomUUID").check(PROGRAM);
  }

  private static GivenClassesConjunction core(GivenClasses classes) {
    return classes.that().resideInAnyPackage("..core..", "io.cellos.backend.local.group..");
  }

  @Test
  void onlyMainProgramsExit() {
    DescribedPredicate<JavaClass> program =
        DescribedPredicate.describe(
            "have a main method", type -> type.tryGetMethod("main", String[].class).isPresent());
    noClasses()
        .that(DescribedPredicate.not(program))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(PROGRAM);
  }

  @Test
  void oneWayToLog() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cellos.base.lifecycle..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(PROGRAM);
  }

  @Test
  void onlyNucleusAndCoordinationKnowZooKeeper() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.cellos.nucleus..",
            "io.cellos.coordination.zookeeper..",
            "io.cellos.backend.local.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.zookeeper..")
        .check(PROGRAM);
  }

  /** Nothing asks which backend it is. */
  @ParameterizedTest
  @ValueSource(strings = {"io.cellos.backend.local..", "io.cellos.backend.aws.."})
  void onlyTheAssemblyKnowsABackend(String backend) {
    noClasses()
        .that()
        .resideOutsideOfPackage(backend)
        .and()
        .doNotHaveFullyQualifiedName("io.cellos.cli.input.Backends")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(backend)
        .check(PROGRAM);
  }

  /** The SDK is used where AWS is, and nowhere else. */
  @Test
  void onlyAwsPartsKnowTheSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.cellos.backend.aws..", "io.cellos.node.aws..", "io.cellos.coordination..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(PROGRAM);
  }

  @Test
  void nothingThrowsJustException() {
    methods()
        .that()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .notDeclareThrowableOfType(Exception.class)
        .check(PROGRAM);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.cellos.(**)")
        .should()
        .beFreeOfCycles()
        .check(PROGRAM);
  }
}
