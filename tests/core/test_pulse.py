import multiprocessing
import time

import pytest

from simpul.core import pulse


@pytest.fixture(autouse=True)
def own_file(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_each_bump_is_a_new_generation():
    before = pulse.read()

    generations = [pulse.bump() for _ in range(3)]

    assert generations == [before.generation + step for step in (1, 2, 3)]
    assert pulse.read().generation == generations[-1]


def test_a_lost_file_never_repeats_a_generation(settings, tmp_path):
    last = pulse.bump()

    settings.VAR_DIR = tmp_path / "new"

    assert pulse.read().generation > last


def test_a_new_watermark_is_a_new_generation_and_the_same_is_not():
    before = pulse.bump()

    pulse.mark(7)
    pulse.mark(7)

    assert (pulse.read().generation, pulse.read().watermark) == (before + 1, 7)


def test_the_beat_is_now():
    assert pulse.read().beat == 0

    pulse.beat()

    assert abs(pulse.read().beat - time.time()) < 5


def bump_often(var, times):
    from django.conf import settings

    settings.VAR_DIR = var
    for _ in range(times):
        pulse.bump()


def test_processes_never_lose_a_bump(tmp_path):
    before = pulse.read().generation
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=bump_often, args=(tmp_path, 500)) for _ in range(4)]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert pulse.read().generation == before + 2000
