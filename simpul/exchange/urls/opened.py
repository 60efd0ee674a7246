"""Where programs of others take our data, whatever the language."""

from django.urls import path

from simpul.exchange.views import dcat, dumps, oai

urlpatterns = [
    path("oai", oai.oai, name="oai"),
    path("schema/simpul-record-1.xsd", oai.record_schema, name="record_schema"),
    path("dcat.ttl", dcat.turtle, name="dcat_turtle"),
    path("dcat.jsonld", dcat.json_ld, name="dcat_json"),
    path("dumps/", dumps.door, name="dumps_door"),
    path("dumps/latest/<str:file>", dumps.latest, name="dump_latest"),
    path("dumps/<slug:name>/<str:file>", dumps.file, name="dump_file"),
]
