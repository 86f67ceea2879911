# Each target is one command; all of them use the JDK that ./cell would find.
JAVA_HOME := $(shell build/find-jdk)
ifeq ($(JAVA_HOME),)
  $(error no JDK 25)
endif
MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow $(MAVEN_OPTS)
export JAVA_HOME MAVEN_OPTS

# Warnings, errors and the results of tests; nothing else.
MVN := mvn -B -ntp -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info

.PHONY: build test it-long bench format clean

# cli/target/dist, which ./cell runs
build:
	$(MVN) package -DskipTests -pl cli -am

# everything that must hold: format, lint, module rules, unit tests, scenarios on whole cells;
# two modules at once, because most tests wait most of the time
test:
	$(MVN) -T 2 verify

# scenarios that take minutes each
it-long:
	$(MVN) verify -pl it -am -Dgroups=long -DexcludedGroups=none -Dsurefire.failIfNoSpecifiedTests=false

# measures against floors and peers; prints ratios of one run. BENCH=create runs only that one
bench:
	$(MVN) verify -pl bench -am -DskipTests -Dbench.skip=false -Dbench=$(or $(BENCH),all)

format:
	$(MVN) spotless:apply

clean:
	$(MVN) clean && rm -rf target
