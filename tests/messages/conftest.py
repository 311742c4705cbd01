"""The bakery for these tests."""

from tests.shop_fixtures import database_url as database_url
from tests.shop_fixtures import shop as shop
from tests.shop_fixtures import unused_port as unused_port
