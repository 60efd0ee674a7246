from tests.factories.vocabularies import GoalFactory, SectorFactory


def build():
    SectorFactory(key="matriks", goals=[GoalFactory(number=3)])
