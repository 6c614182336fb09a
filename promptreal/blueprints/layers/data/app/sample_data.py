"""Sample data."""
from sqlalchemy.orm import Session
def fill(session: Session) -> None:
    pass
