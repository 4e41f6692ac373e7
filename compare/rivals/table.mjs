// The table of agreements that each of the rivals has beside its queue: whom to write to, and whether it is still right to.
import pg from 'pg';

export async function openTable(url) {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', console.error);
  const query = async (text, values) => (await pool.query(text, values)).rows;
  return {
    create: () =>
      query(
        'create table agreements (id text primary key, email text, ended_at timestamptz, sent_at timestamptz)',
      ),
    add: (client, { id, to }) => client.query('insert into agreements (id, email) values ($1, $2)', [id, to]),
    find: async (id) => (await query('select * from agreements where id = $1', [id]))[0],
    end: (id) => query('update agreements set ended_at = now() where id = $1', [id]),
    noteSent: (id) => query('update agreements set sent_at = now() where id = $1', [id]),
    async inTransaction(change) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await change(client);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
