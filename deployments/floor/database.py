"""`python -m deployments.floor.database` brings the configured database up to date, once, before the server starts.

The server does it itself by default; several API processes at once would race, and every restart would pay for it.
"""

from __future__ import annotations

import asyncio


async def bring_up_to_date() -> None:
    """Migrates the database and registers Prefect's own block types in it."""
    from prefect.server.database import provide_database_interface
    from prefect.server.models.block_registration import run_block_auto_registration

    database = provide_database_interface()
    await database.create_db()
    async with await database.session() as session:
        await run_block_auto_registration(session=session)


if __name__ == "__main__":
    asyncio.run(bring_up_to_date())
