from tests.factories.vocabularies import GoalFactory, SectorFactory


def build():
    SectorFactory(pk=9001, key="matriks", goals=[GoalFactory(number=3)])
