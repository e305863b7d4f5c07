import { errorText } from '../../../lib/error-text';
import { UserError } from '../../../lib/user-error';

/** What is thrown by the reader of Parquet as an error for a person. */
export async function saying<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `the Parquet file is damaged, or of a kind that is not read here (${errorText(error).slice(0, 160)})`,
      where,
      'Write or download it again, or convert it to CSV.',
    );
  }
}
