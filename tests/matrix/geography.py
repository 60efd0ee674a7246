from tests.factories.geography import BoundaryFactory, ProvinceFactory, RegencyFactory


def build():
    province = ProvinceFactory(code="98", name="Provinsi Matriks")
    regency = RegencyFactory(code="98.01", parent=province)
    for region in (province, regency):
        BoundaryFactory(region=region)
