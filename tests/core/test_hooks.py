from simpul.core.hooks import LoadReport, Panel, Panels


def test_panels_stand_in_order_and_leave_out_who_has_nothing_to_say():
    panels = Panels()
    panels.add(lambda request, obj: Panel("late", "Late", f"<p>{obj}</p>"), order=200)
    panels.add(lambda request, obj: None)
    panels.add(lambda request, obj: Panel("early", "Early", ""), order=10)

    assert panels.for_object(None, "it") == [
        Panel("early", "Early", ""),
        Panel("late", "Late", "<p>it</p>"),
    ]


def test_a_panel_added_twice_stands_once():
    def build(request, obj):
        return Panel("once", "Once", "")

    panels = Panels()
    panels.add(build)
    panels.add(build)

    assert len(panels.for_object(None, "it")) == 1


def test_load_reports_add_up():
    total = LoadReport(1, 2, 3, ["a"]) + LoadReport(10, 20, 30, ["b"])

    assert total == LoadReport(11, 22, 33, ["a", "b"])
